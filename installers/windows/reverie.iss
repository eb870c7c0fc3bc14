; Inno Setup's description of the installer for Windows: installs for one user, asks for no administrator.
; make_installer.ps1 calls it with /DVersion=...
[Setup]
AppId={{6B1E7C52-6C0F-4F5E-9B7E-2C6E3B6C7A11}
AppName=Reverie
AppVersion={#Version}
AppPublisher=The Reverie authors
DefaultDirName={autopf}\Reverie
DefaultGroupName=Reverie
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
LicenseFile=..\..\LICENSE
OutputDir=..\..\dist
OutputBaseFilename=Reverie-{#Version}-setup
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
Compression=lzma2
SolidCompression=yes

[Files]
Source: "..\..\dist\reverie\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Reverie"; Filename: "{app}\reverie.exe"

[Run]
Filename: "{app}\reverie.exe"; Description: "Open Reverie"; Flags: nowait postinstall skipifsilent

# Wraps dist\reverie into an installer with Inno Setup (iscc on PATH).
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")
$Line = Select-String -Path "app\version.py" -Pattern '^VERSION = "(.*)"$'
$Version = $Line.Matches[0].Groups[1].Value
iscc "/DVersion=$Version" "installers\windows\reverie.iss"
exit $LASTEXITCODE

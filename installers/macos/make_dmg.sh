#!/usr/bin/env bash
# Wraps dist/Reverie.app into a disk image. Needs hdiutil (part of macOS).
# SIGN_AS="Developer ID Application: ..." signs it; without it, people must allow it in the system's settings once.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(sed -n 's/^VERSION = "\(.*\)"$/\1/p' app/version.py)
if [ -n "${SIGN_AS:-}" ]; then
    codesign --deep --force --options runtime --timestamp --entitlements installers/macos/entitlements.plist \
        --sign "$SIGN_AS" dist/Reverie.app
fi
rm -rf build/dmg
mkdir -p build/dmg
cp -R dist/Reverie.app build/dmg/
ln -s /Applications build/dmg/Applications
cp LICENSE NOTICE build/dmg/
hdiutil create -volname "Reverie $version" -srcfolder build/dmg -ov -format UDZO "dist/Reverie-$version.dmg"
echo "dist/Reverie-$version.dmg"

#!/usr/bin/env bash
# Wraps dist/reverie into a .deb for Debian 12 and its descendants. Needs dpkg-deb only.
set -euo pipefail
cd "$(dirname "$0")/../.."

version=$(sed -n 's/^VERSION = "\(.*\)"$/\1/p' app/version.py)
architecture=$(dpkg --print-architecture)
package="dist/reverie_${version}_${architecture}.deb"
tree=build/deb

rm -rf "$tree"
mkdir -p "$tree"/{DEBIAN,opt,usr/bin,usr/share/applications,usr/share/icons/hicolor/scalable/apps,usr/share/doc/reverie}
cp -a dist/reverie "$tree/opt/reverie"
ln -s /opt/reverie/reverie "$tree/usr/bin/reverie"
cp installers/linux/reverie.desktop "$tree/usr/share/applications/"
cp ui/icons/reverie.svg "$tree/usr/share/icons/hicolor/scalable/apps/"
cat NOTICE LICENSE >"$tree/usr/share/doc/reverie/copyright"

# Qt's xcb plugin and OpenGL loader (ldd on libqxcb.so), the session bus, and OpenMP for llama.cpp.
cat >"$tree/DEBIAN/control" <<CONTROL
Package: reverie
Version: $version
Architecture: $architecture
Maintainer: The Reverie authors <reverie@localhost>
Section: utils
Priority: optional
Installed-Size: $(du -sk "$tree/opt" | cut -f1)
Depends: libc6 (>= 2.34), libgomp1, libegl1, libgl1, libfontconfig1, libdbus-1-3, libxkbcommon-x11-0, libxcb-cursor0, libxcb-icccm4, libxcb-image0, libxcb-keysyms1, libxcb-randr0, libxcb-render-util0, libxcb-shape0, libxcb-xinerama0, libxcb-xkb1, libx11-xcb1, libglib2.0-0
Recommends: fonts-dejavu-core, tesseract-ocr-eng, tesseract-ocr-chi-sim
Description: private memory for your computer
 Remembers what you saw and said, in an encrypted store on this computer
 alone, and answers questions from it, showing the evidence. The models are
 fetched on first use, after asking.
CONTROL

chmod -R u=rwX,go=rX "$tree"
# Level 3: a tenth larger than the best, several times faster.
dpkg-deb -Zxz -z3 --root-owner-group --build "$tree" "$package"
echo "$package"

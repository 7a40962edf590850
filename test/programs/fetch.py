#!/usr/bin/env python3
"""fetch.py - gets the sources of the real programs from Debian's own mirror

    fetch.py DIRECTORY

leaves an unpacked source package in DIRECTORY/PACKAGE for each package below.
Packages that are there already are not fetched again. The mirror is the one
that this machine installs its packages from: the entries for binary packages
are rewritten to ask for sources, in an apt state of our own inside DIRECTORY;
the system's configuration is only read.

Exit status: 0 all there, 77 (skipped) no network or no mirror, 1 failed.
"""
import pathlib
import shutil
import subprocess
import sys

PACKAGES = ("expat", "libjsoncpp", "pbzip2")
SKIPPED = 77


class Absent(Exception):
    """The sources cannot be had on this machine now."""


def source_entries():
    """Return apt's binary entries as source entries: (one-line, deb822)."""
    lines, stanzas = [], []
    etc = pathlib.Path("/etc/apt")
    files = [etc / "sources.list", *sorted(etc.glob("sources.list.d/*"))]
    for file in files:
        if not file.is_file():
            continue
        text = file.read_text(errors="replace")
        if file.suffix == ".list":
            lines += [f"deb-src{line[3:]}" for line in text.splitlines()
                      if line.startswith(("deb ", "deb\t"))]
        elif file.suffix == ".sources":
            stanzas += [as_source(stanza) for stanza in text.split("\n\n")]
    return "\n".join(lines), "\n\n".join(filter(None, stanzas))


def as_source(stanza):
    """Return a deb822 stanza that asks for sources; "" if it is not in use."""
    lines = [line for line in stanza.splitlines() if not line.startswith("#")]
    fields = [line for line in lines
              if not line.lower().startswith(("types:", "architectures:"))]
    disabled = any(line.lower().replace(" ", "") == "enabled:no"
                   for line in lines)
    if disabled or not any(line.startswith("URIs:") for line in lines):
        return ""
    return "\n".join(["Types: deb-src", *fields])


def apt_options(state):
    """Write our apt state and return the options that make apt use it."""
    one_line, deb822 = source_entries()
    if not one_line and not deb822:
        raise Absent("apt has no repository configured")
    parts = state / "sources.list.d"
    for directory in (parts, state / "lists/partial", state / "cache"):
        directory.mkdir(parents=True, exist_ok=True)
    (parts / "mirror.list").write_text(one_line + "\n")
    (parts / "mirror.sources").write_text(deb822 + "\n")
    settings = {
        "Dir::Etc::sourcelist": "-",
        "Dir::Etc::sourceparts": parts,
        "Dir::State::lists": state / "lists",
        "Dir::Cache": state / "cache",
        "APT::Sandbox::User": "root",
        "Acquire::Retries": "2",
    }
    return [word for name, value in settings.items()
            for word in ("-o", f"{name}={value}")]


def run(*command, cwd=None):
    """Run a command; return (worked, its output)."""
    done = subprocess.run([str(word) for word in command], cwd=cwd, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode == 0, done.stdout


def download(package, options, downloads):
    """Download a source package; return its .dsc. A mirror may name a version
    that it does not hold (yet): try the others, newest first."""
    _, listing = run("apt-cache", *options, "showsrc", "--only-source", package)
    versions = {line.split()[1] for line in listing.splitlines()
                if line.startswith("Version: ")}
    log = listing
    for _, version in sorted((version_key(v), v) for v in versions)[::-1]:
        worked, log = run("apt-get", *options, "-qq", "source",
                          "--download-only", f"{package}={version}",
                          cwd=downloads)
        if worked:
            bare = version.split(":", 1)[-1]
            return downloads / f"{package}_{bare}.dsc"
    raise Absent(f"no source package {package} from the mirror:\n{log}")


def version_key(version):
    """Order versions of one package well enough: numbers as numbers."""
    key, number = [], ""
    for char in version + " ":
        if char.isdigit():
            number += char
            continue
        if number:
            key.append((1, int(number), ""))
            number = ""
        key.append((0, 0, char))
    return key


def fetch(directory):
    missing = [p for p in PACKAGES if not (directory / p).is_dir()]
    if not missing:
        return
    for program in ("apt-get", "apt-cache", "dpkg-source"):
        if shutil.which(program) is None:
            raise Absent(f"{program} is not installed")
    state, downloads = directory / "apt", directory / "downloads"
    downloads.mkdir(parents=True, exist_ok=True)
    options = apt_options(state)
    worked, log = run("apt-get", *options, "-qq", "update")
    if not worked:
        raise Absent(f"the mirror cannot be reached:\n{log}")
    for package in missing:
        description = download(package, options, downloads)
        unpacking = directory / f"{package}.unpacking"
        shutil.rmtree(unpacking, ignore_errors=True)
        worked, log = run("dpkg-source", "--no-check", "-x", description,
                          unpacking)
        if not worked:
            sys.exit(f"{description}: cannot be unpacked:\n{log}")
        unpacking.rename(directory / package)
        print(f"{package}: {description.name}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        fetch(pathlib.Path(sys.argv[1]).resolve())
    except Absent as reason:
        print(f"skipped: {reason}")
        sys.exit(SKIPPED)


if __name__ == "__main__":
    main()

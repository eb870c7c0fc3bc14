# The Makefile's twin for Windows: .\make.ps1 setup, run, demo, test, check, package, clean.
# PYTHON chooses the interpreter (3.11 or newer), REVERIE_CACHE the folder of wheels and models, SEED the demo's world.
param([Parameter(Position = 0)][string]$Target = "help", [string]$Seed = $env:SEED)

$ErrorActionPreference = "Stop"
Set-Location $PSScriptRoot
$Python = if ($env:PYTHON) { $env:PYTHON } else { "py" }
$Bin = Join-Path $PSScriptRoot ".venv\Scripts"
$env:HF_HUB_OFFLINE = "1"
$env:TOKENIZERS_PARALLELISM = "false"
$env:ANONYMIZED_TELEMETRY = "False"

# Runs a program and ends with its exit code when that is not 0.
function Invoke-Checked([string]$Program, [string[]]$Arguments) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}

function Invoke-Setup([string[]]$Options = @()) { Invoke-Checked $Python (@("-m", "installers.bootstrap") + $Options) }
function Invoke-Tool([string]$Name, [string[]]$Arguments) { Invoke-Checked (Join-Path $Bin "$Name.exe") $Arguments }

switch ($Target) {
    "setup" { Invoke-Setup }
    "setup-small" { Invoke-Setup @("--without-large-model") }
    "run" { Invoke-Setup; Invoke-Tool "reverie" @() }
    "demo" {
        Invoke-Setup
        if (-not $Seed) { $Seed = Get-Random -Maximum 1000000 }
        Write-Output "The demo's seed is $Seed; .\make.ps1 demo -Seed $Seed plays the same day again."
        Invoke-Tool "reverie" @("demo", "--seed", "$Seed")
    }
    "test" {
        Invoke-Setup @("--without-large-model")
        Invoke-Tool "python" @("-m", "pytest", "-n", "2", "--dist", "loadgroup", "-m", "not package and not prove")
    }
    "check" {
        Invoke-Setup @("--without-large-model")
        Invoke-Tool "ruff" @("format", "--check", ".")
        Invoke-Tool "ruff" @("check", ".")
        Invoke-Tool "mypy" @("app", "ui", "agents", "storage", "installers", "tests\fakes")
        Invoke-Tool "lint-imports" @("--no-logo")
        Invoke-Tool "vulture" @()
        Invoke-Tool "python" @("-m", "installers.check_docs")
    }
    "package" { Invoke-Setup @("--without-large-model"); Invoke-Tool "python" @("-m", "installers.package") }
    "clean" {
        ".venv", "build", "dist", ".mypy_cache", ".ruff_cache", ".pytest_cache" |
            Where-Object { Test-Path $_ } | ForEach-Object { Remove-Item -Recurse -Force $_ }
    }
    default {
        Write-Output ".\make.ps1 setup | setup-small | run | demo [-Seed n] | test | check | package | clean"
        if ($Target -ne "help") { exit 2 }
    }
}

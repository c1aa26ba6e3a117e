@echo off
rem Builds Rookery if its sources are newer than what was built last, and runs it.
rem It does what the script "rookery" beside this one does, but for the wait for another build:
rem do not start two at once while a build is due.
setlocal
set "root=%~dp0"
set "root=%root:~0,-1%"
set "built=%root%\cli\target\rookery\.built"
set "log=%root%\target\rookery-build.log"
powershell -NoProfile -Command "$b = Get-Item -Force -ErrorAction SilentlyContinue '%built%'; if (-not $b) { exit 1 }; $n = Get-ChildItem -Path '%root%' -Recurse -File | Where-Object { $_.LastWriteTime -gt $b.LastWriteTime -and ($_.Name -eq 'pom.xml' -or $_.FullName -like '*\src\main\*') -and $_.FullName -notlike '*\target\*' -and $_.FullName -notlike '*\integration-tests\*' } | Select-Object -First 1; if ($n) { exit 1 }; exit 0"
if not errorlevel 1 goto run
echo Building Rookery ^(this may take a few minutes^) ...>&2
if not exist "%root%\target" mkdir "%root%\target"
type nul >"%log%.started"
pushd "%root%"
call mvnw.cmd -q -B -pl cli -am package -Dmaven.test.skip=true -DskipChecks >"%log%" 2>&1
set "status=%errorlevel%"
popd
if not "%status%"=="0" (
  powershell -NoProfile -Command "Get-Content -Tail 30 '%log%'" >&2
  echo rookery: the build failed; all of its output is in %log%>&2
  exit /b 1
)
move /y "%log%.started" "%built%" >nul
:run
if defined ROOKERY_PLUGINS (
  set "ROOKERY_PLUGINS=%root%\plugins;%ROOKERY_PLUGINS%"
) else (
  set "ROOKERY_PLUGINS=%root%\plugins"
)
call "%root%\cli\target\rookery\bin\rookery.cmd" %*
exit /b %errorlevel%

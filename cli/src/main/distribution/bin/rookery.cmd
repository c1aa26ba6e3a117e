@echo off
rem Runs Rookery. The variables are those of the script "rookery" beside this one; directories in
rem ROOKERY_PLUGINS are separated by semicolons.
setlocal
set "home=%~dp0.."
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
set "version="
for /f "tokens=3" %%v in ('""%java%" -version 2^>^&1 ^| findstr /c:" version ""') do set "version=%%~v"
for /f "delims=.-+" %%v in ("%version%") do set "version=%%v"
if not defined version (
  echo rookery: Java 17 or newer is needed, and there is none: install a JDK or set JAVA_HOME>&2
  exit /b 1
)
if %version% lss 17 (
  echo rookery: Java 17 or newer is needed, and this is %version%: set JAVA_HOME to a newer one>&2
  exit /b 1
)
set "unsafe="
if %version% geq 24 set "unsafe=--sun-misc-unsafe-memory-access=allow"
set "plugins=%home%\plugins"
if defined ROOKERY_PLUGINS set "plugins=%plugins%;%ROOKERY_PLUGINS%"
"%java%" -XX:+UseParallelGC -Djava.awt.headless=true -Dai.djl.offline=true -DOPT_OUT_TRACKING=true ^
  %ROOKERY_JAVA_OPTIONS% %unsafe% "-Drookery.plugins=%plugins%" -jar "%home%\lib\rookery-cli.jar" %*
exit /b %errorlevel%

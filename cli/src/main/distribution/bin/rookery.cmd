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
  echo rookery: Java 17 or newer is needed, and there is none that starts: install a JDK or set JAVA_HOME>&2
  exit /b 1
)
if %version% lss 17 (
  echo rookery: Java 17 or newer is needed, and this is %version%: set JAVA_HOME to a newer one>&2
  exit /b 1
)
rem ONNX Runtime would report its use to its maker.
if not defined ORT_DISABLE_TELEMETRY set "ORT_DISABLE_TELEMETRY=1"
rem What the user's options say is not said again: Java does not start with two collectors.
set "rookery_given= %JAVA_TOOL_OPTIONS% %JDK_JAVA_OPTIONS% %_JAVA_OPTIONS% %ROOKERY_JAVA_OPTIONS%"
set "collector=-XX:+UseParallelGC -Drookery.launcher.collector=-XX:+UseParallelGC"
set rookery_given | findstr /r /c:" -XX:+Use.*GC" /c:" @" /c:" -XX:Flags=" /c:" -XX:VMOptionsFile=" >nul && set "collector="
set "unsafe="
if %version% geq 24 set "unsafe=--sun-misc-unsafe-memory-access=allow"
set rookery_given | findstr /c:" --sun-misc-unsafe-memory-access" >nul && set "unsafe="
set "plugins=%home%\plugins"
if defined ROOKERY_PLUGINS set "plugins=%plugins%;%ROOKERY_PLUGINS%"
set plugins="-Drookery.plugins=%plugins%"
set rookery_given | findstr /c:" -Drookery.plugins=" >nul && set "plugins="
"%java%" %collector% %unsafe% %plugins% %ROOKERY_JAVA_OPTIONS% -jar "%home%\lib\rookery-cli.jar" %*
exit /b %errorlevel%

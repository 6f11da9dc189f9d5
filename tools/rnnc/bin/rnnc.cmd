@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Starts rnnc.jar, which lies beside this script or where the build has put it. RNNC_OPTS is for the JVM.
setlocal
set "JAR=%~dp0rnnc.jar"
if not exist "%JAR%" set "JAR=%~dp0..\target\rnnc.jar"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" %RNNC_OPTS% -jar "%JAR%" %*

@echo off
rem 附表7 工作簿：取下按钮。工作簿、设置、表样都留着。
setlocal
set "PYTHON=%LOCALAPPDATA%\fubiao7\python\Scripts\python.exe"
if not exist "%PYTHON%" (
    echo 没有装过，什么都没有动。
    pause
    exit /b 0
)
"%PYTHON%" -P -m macros_py addin uninstall
pause

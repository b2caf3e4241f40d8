@echo off
rem 附表7 工作簿：装到当前用户名下，不用管理员权限，不联网。
setlocal
set "HERE=%~dp0"
set "TARGET=%LOCALAPPDATA%\fubiao7"
set "PY="
for %%P in ("py -3.13" "py -3.12" "py -3.11" "py -3" "python") do call :try %%~P
if not defined PY (
    echo 没有找到 Python 3.11 到 3.13（64 位）。请先按“安装说明（信息科）.txt”装好 Python，再运行一次。
    goto failed
)
tasklist /fi "imagename eq excel.exe" 2>nul | find /i "excel.exe" >nul && (
    echo 请先保存并关闭全部 Excel，再运行一次。
    goto failed
)
echo 正在安装到 %TARGET% ，大约要一两分钟……
if not exist "%TARGET%\python\Scripts\python.exe" %PY% -m venv "%TARGET%\python" || goto failed
"%TARGET%\python\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%HERE%wheels" --upgrade fubiao7 || goto failed
"%TARGET%\python\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check --no-index --find-links "%HERE%wheels" --force-reinstall --no-deps fubiao7 || goto failed
"%TARGET%\python\Scripts\python.exe" -P -m macros_py addin install --from "%HERE%." || goto failed
"%TARGET%\python\Scripts\python.exe" -P -m macros_py addin doctor
echo.
echo 装好了。打开 Excel，上方会有“绩效目标”选项卡。
pause
exit /b 0

:try
if defined PY exit /b 0
%* -c "import struct, sys; sys.exit(not ((3, 11) <= sys.version_info < (3, 14) and struct.calcsize('P') == 8))" >nul 2>nul && set "PY=%*"
exit /b 0

:failed
echo.
echo 没有装上。请把上面的话拍下来发给信息科或维护人员。
pause
exit /b 1

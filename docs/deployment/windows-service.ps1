# Starts the product when Windows starts, and again when it ends unexpectedly. Run once as administrator.
param(
    [string]$Folder = (Resolve-Path "$PSScriptRoot\..\.."),
    [string]$Python = "py",
    [int]$Port = 8501
)
$ErrorActionPreference = "Stop"
$action = New-ScheduledTaskAction -Execute $Python -Argument "manage.py run --port $Port" -WorkingDirectory $Folder
$trigger = New-ScheduledTaskTrigger -AtStartup
$settings = New-ScheduledTaskSettingsSet -RestartCount 100 -RestartInterval (New-TimeSpan -Minutes 1) `
    -ExecutionTimeLimit (New-TimeSpan -Seconds 0) -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
icacls $Folder /grant "NT AUTHORITY\LOCAL SERVICE:(OI)(CI)M" | Out-Null
$who = New-ScheduledTaskPrincipal -UserId "NT AUTHORITY\LOCAL SERVICE" -LogonType ServiceAccount
Register-ScheduledTask -TaskName "Duibiao" -Action $action -Trigger $trigger -Settings $settings -Principal $who -Force
Start-ScheduledTask -TaskName "Duibiao"
Write-Host "已登记为开机任务 Duibiao；停止：Stop-ScheduledTask Duibiao；删除：Unregister-ScheduledTask Duibiao"

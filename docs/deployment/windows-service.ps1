# Starts the product when Windows starts, and again when it ends unexpectedly. Run once as administrator.
param(
    [string]$Folder = (Resolve-Path "$PSScriptRoot\..\.."),
    [string]$Python = "py",
    [int]$Port = 8501
)
$ErrorActionPreference = "Stop"
$action = New-ScheduledTaskAction -Execute $Python -Argument "manage.py run --port $Port" -WorkingDirectory $Folder
# every minute it is asked for again: one that runs goes on, one that has ended, however it ended, is started
$triggers = @(
    (New-ScheduledTaskTrigger -AtStartup),
    (New-ScheduledTaskTrigger -Once -At (Get-Date) -RepetitionInterval (New-TimeSpan -Minutes 1))
)
$settings = New-ScheduledTaskSettingsSet -MultipleInstances IgnoreNew -Priority 5 `
    -ExecutionTimeLimit (New-TimeSpan -Seconds 0) -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
icacls $Folder /grant "*S-1-5-19:(OI)(CI)M" | Out-Null    # LOCAL SERVICE, whatever the language of Windows
if ($LASTEXITCODE -ne 0) { throw "没有权限：请以管理员身份运行。" }
$who = New-ScheduledTaskPrincipal -UserId "LOCALSERVICE" -LogonType ServiceAccount
Register-ScheduledTask -TaskName "Duibiao" -Action $action -Trigger $triggers -Settings $settings -Principal $who -Force
Start-ScheduledTask -TaskName "Duibiao"
Write-Host "已登记为开机任务 Duibiao；停止：Disable-ScheduledTask Duibiao，再 Stop-ScheduledTask Duibiao；删除：Unregister-ScheduledTask Duibiao"

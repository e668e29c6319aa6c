"""The permissions that the moves ask for."""

STUDY, CONVENE, SUPERVISE = "sessions.study", "sessions.convene", "sessions.supervise"
TASK, VISIT, REMARK = "sessions.task", "sessions.visit", "sessions.remark"

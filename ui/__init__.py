"""The window of Tandem: tray, Today, Run and Settings; a front of the agent that holds no data of its own."""

"""The Child Death Overview Panel service: the rooms, from the notification to the panel's decision."""

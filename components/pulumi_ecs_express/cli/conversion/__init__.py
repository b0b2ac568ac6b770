"""The parts of `ecs-express convert`: where a service is read, how the program is judged, and how it is shown and written."""

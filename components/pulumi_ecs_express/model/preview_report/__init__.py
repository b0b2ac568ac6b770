"""What a preview means, as data: the JSON that `ecs-express preview` writes. Nothing here reads events or decides anything."""

"""What every app uses and no domain owns: workflow engine, errors, money, quantities, htmx, UI tags, health, embedded services."""

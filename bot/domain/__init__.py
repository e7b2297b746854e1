"""Pure rules over frozen facts: nothing here waits, reads a clock or remembers. Every instant is aware, in UTC."""

"""Many documents: on one machine by several processes, on many machines by Spark; the same parse in both."""

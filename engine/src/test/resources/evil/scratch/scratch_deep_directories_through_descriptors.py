# deadline: 30000 ms
# expected: OSError
import os
place = os.open('/tmp', os.O_RDONLY)
while True:
    os.mkdir('d', dir_fd=place)
    deeper = os.open('d', os.O_RDONLY, dir_fd=place)
    os.close(place)
    place = deeper

# expected: TimeoutError or dies TIMEOUT or dies
# deadline: 300 ms
import sys
def profile(*event):
    while True: pass
sys.setprofile(profile)
len([])

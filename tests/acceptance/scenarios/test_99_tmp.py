import time
def test_x(desk):
    task = desk.planned()
    desk.trouble(accept_never_store_next=1)
    print(desk.send(task))
    t=time.time()
    while time.time()-t<25:
        print(round(time.time()-t,1), desk.said_of(task), desk.state_of(task))
        time.sleep(3)
    assert 0

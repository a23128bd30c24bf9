import { callCentre } from './states/call-centre'

App({
  onLaunch() {
    // nothing leaves this mini-program: the call centre is played by a script
    Object.assign(wx, { connectSocket: callCentre })
  },
})

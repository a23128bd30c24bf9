// Preloaded into the loader's process: whatever reaches for the network fails there and then.
const dgram = require('node:dgram')
const dns = require('node:dns')
const net = require('node:net')

function refuse() {
  throw new Error('the network is off')
}

net.Socket.prototype.connect = refuse
dgram.createSocket = refuse
globalThis.fetch = refuse
for (const resolver of [dns, dns.promises]) {
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6']) resolver[name] = refuse
}

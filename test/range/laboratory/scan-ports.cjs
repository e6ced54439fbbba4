// Prints, as a JSON list, the ports of an address that answer: a connection, a refusal or an unreachable port all come
// from a packet that was let in. Arguments: tcp or udp, the address.
"use strict";
const { createSocket } = require("node:dgram");
const { connect } = require("node:net");

const [protocol, address] = process.argv.slice(2);
const LAST = 65_535;
const AT_ONCE = 12_000;
const PATIENCE = 900;

function tcp(port) {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const done = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE, () => done(false));
    socket.on("connect", () => done(true));
    // Somebody further on may say that nobody is there; the address itself refuses.
    socket.on("error", ({ code }) => done(code === "ECONNREFUSED" || code === "ECONNRESET"));
  });
}

function udp(port) {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    const done = (answer) => {
      clearTimeout(late);
      socket.close();
      resolve(answer);
    };
    const late = setTimeout(() => done(false), PATIENCE);
    socket.on("error", ({ code }) => done(code === "ECONNREFUSED"));
    socket.on("message", () => done(true));
    socket.connect(port, address, () => socket.send("?", () => undefined));
  });
}

async function main() {
  const answering = [];
  for (let first = 1; first <= LAST; first += AT_ONCE) {
    const ports = Array.from({ length: Math.min(AT_ONCE, LAST - first + 1) }, (_, index) => first + index);
    const answers = await Promise.all(ports.map(protocol === "tcp" ? tcp : udp));
    answering.push(...ports.filter((_, index) => answers[index]));
  }
  console.log(JSON.stringify(answering));
}

main();

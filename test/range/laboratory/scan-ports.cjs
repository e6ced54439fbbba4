// Prints, as a JSON list, the ports of an address that answer: a connection, a refusal or an unreachable port all come
// from a packet that was let in. Arguments: tcp or udp, the address, and the ports, with commas, if not all.
"use strict";
const { createSocket } = require("node:dgram");
const { connect } = require("node:net");

const [protocol, address, only] = process.argv.slice(2);
const ALL = Array.from({ length: 65_535 }, (_, index) => index + 1);
const AT_ONCE = 16_384;
/** As many at one go as a link keeps; with more, the kernel drops packets before any firewall sees them. */
const AT_ONE_GO = 250;
/** TCP asks a second time after a second, for what was dropped nevertheless. */
const PATIENCE = 1600;

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
      clearTimeout(again);
      socket.close();
      resolve(answer);
    };
    const late = setTimeout(() => done(false), PATIENCE);
    const again = setTimeout(() => socket.send("?", () => undefined), PATIENCE / 2);
    socket.on("error", ({ code }) => done(code === "ECONNREFUSED"));
    socket.on("message", () => done(true));
    socket.connect(port, address, () => socket.send("?", () => undefined));
  });
}

/** The ports of some that answer. */
async function answeringOf(ports) {
  const answering = [];
  for (let first = 0; first < ports.length; first += AT_ONCE) {
    const some = ports.slice(first, first + AT_ONCE);
    const answers = [];
    for (const port of some) {
      answers.push((protocol === "tcp" ? tcp : udp)(port));
      // What has answered is seen before the next ones are asked, however busy the machine is.
      if (answers.length % AT_ONE_GO === 0) await new Promise(setImmediate);
    }
    const answered = await Promise.all(answers);
    answering.push(...some.filter((_, index) => answered[index]));
  }
  return answering;
}

async function main() {
  const answered = await answeringOf(only === undefined ? ALL : only.split(",").map(Number));
  // Where the other machine has asked this one lately from that very port, at the port that asks now, its firewall takes
  // the question for an answer (RFC 9293, simultaneous open): among two scans in both directions that happens about once.
  // What is open answers from another port too.
  console.log(JSON.stringify(await answeringOf(answered)));
}

main();

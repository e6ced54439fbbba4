import { sizeForwarding } from "../../lib";

const load = { auditEventsPerSecond: 2, containerLinesPerSecond: 0, outageHours: 24, uplinkKilobitsPerSecond: 288 };

describe("the size of forwarding", () => {
  test("is the outage's records, three times for the database and its copy, twice for the half that is theirs", () => {
    const waiting = 2 * 1800 * 86_400;
    expect(sizeForwarding(load).bufferMiB).toBe(Math.ceil((waiting * 6) / 1_048_576));
  });

  test("is decided by pods when they need more of their quarter than the API server of its half", () => {
    const lines = 100 * 500 * 86_400;
    const { bufferMiB } = sizeForwarding({ ...load, containerLinesPerSecond: 100 });
    expect(bufferMiB).toBe(Math.ceil((lines * 12) / 1_048_576));
  });

  test("drains in what waits by what the line has left", () => {
    // 3,600 bytes come each second and 36,000 can go: a ninth of the outage.
    expect(sizeForwarding(load).drainHours).toBeCloseTo(24 / 9);
  });

  test("never drains on a line that is as slow as what comes", () => {
    const { drainHours, liveKilobitsPerSecond } = sizeForwarding({ ...load, uplinkKilobitsPerSecond: 28 });
    expect({ drainHours, liveKilobitsPerSecond }).toEqual({
      drainHours: Number.POSITIVE_INFINITY,
      liveKilobitsPerSecond: 29,
    });
  });
});

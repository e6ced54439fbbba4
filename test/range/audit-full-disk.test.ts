import { parse, stringify } from "yaml";
import { plantCluster } from "../plant-cluster";
import { auditPolicy } from "../../lib/pillars/audit/audit-policy";
import { type FullDisk, fillDisk, smallDisk } from "./audit/full-disk";
import { POLICY } from "./audit/run-corpus";
import { Plant } from "./laboratory/plant";
import { controlPlanePrograms } from "./laboratory/programs";

const POD = "/etc/kubernetes/manifests/kube-apiserver.yaml";
const logs = (onFullDisk: "refuseRequests" | "count") => ({ audit: { onFullDisk } });

describe("when the disk of the audit records is full", () => {
  let refusing: FullDisk;
  let late: FullDisk;
  let counting: FullDisk;

  beforeAll(async () => {
    const plant = await Plant.start(controlPlanePrograms("1.35"), plantCluster({ logs: logs("refuseRequests") }));
    try {
      const pod = plant.machine.read(POD);
      const policy = parse(plant.machine.read(POLICY)) as object;
      expect(pod).toContain("--audit-log-mode=blocking-strict");
      smallDisk(plant);
      await plant.restartApiServer();
      refusing = await fillDisk(plant);
      // The one hardening taken out: the record on arrival, without which the mode refuses nothing.
      const onAnswer = { ...policy, omitStages: ["RequestReceived"] };
      plant.machine.write({ path: POLICY, permissions: "0600", content: stringify(onAnswer) });
      await plant.restartApiServer();
      late = await fillDisk(plant);
      // What the other choice writes.
      const { content } = auditPolicy({ audit: { record: [], onFullDisk: "count" } });
      plant.machine.write({ path: POLICY, permissions: "0600", content: stringify(content) });
      plant.machine.write({ path: POD, permissions: "0600", content: pod.replace("=blocking-strict", "=blocking") });
      await plant.restartApiServer();
      counting = await fillDisk(plant);
    } finally {
      await plant.remove();
    }
  }, 300_000);

  describe("and requests are to be refused", () => {
    test("refuses what it cannot put on record, and does not carry it out", () => {
      expect(refusing.before.status).toBe(201);
      expect(refusing.during.map(({ status }) => status)).toEqual([500, 500, 500, 500, 500]);
      expect(refusing.made).toEqual([false, false, false, false, false]);
    });

    test("goes on with what the cluster's own parts do unrecorded: it is healthy, and the controller manager leads", () => {
      expect(refusing).toMatchObject({ healthy: true, leads: true });
    });

    test("answers and records again once there is room", () => {
      expect(refusing.after.status).toBe(201);
      expect(refusing.recordedAfter).toBe(true);
    });

    test("records each request when it arrives and when it is answered", () => {
      expect(refusing.stagesBefore).toEqual(["RequestReceived", "ResponseComplete"]);
    });

    test("would refuse nothing if requests were recorded when they are answered alone, whatever the mode says", () => {
      expect(late.during.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
      expect(late.made).toEqual([true, true, true, true, true]);
      expect(late.recorded).toEqual([false, false, false, false, false]);
    });
  });

  describe("and losses are to be counted", () => {
    test("carries out what it is asked for, and has no record of it", () => {
      expect(counting.during.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
      expect(counting.made).toEqual([true, true, true, true, true]);
      expect(counting.recorded).toEqual([false, false, false, false, false]);
      expect(counting.stagesBefore).toEqual(["ResponseComplete"]);
    });

    test("counts every event that was lost, and says in its own log, which is forwarded, how many and which", () => {
      expect(counting.counted).toBeGreaterThanOrEqual(5);
      expect(counting.said).toBeGreaterThanOrEqual(counting.counted);
      expect(counting.saidIds).toEqual(expect.arrayContaining(counting.during.map(({ auditId }) => auditId)));
    });

    test("answers and records again once there is room", () => {
      expect(counting.after.status).toBe(201);
      expect(counting.recordedAfter).toBe(true);
    });
  });
});

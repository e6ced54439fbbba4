/** Headers by which somebody who has logged in says to be somebody else, as they go over the line. */
export interface Disguise {
  readonly name: string;
  readonly headers: readonly string[];
}

const MASTERS = "system:masters";

/** Those that make a master of whoever sends them through a proxy that lets them pass. */
export const OF_MASTERS: readonly Disguise[] = [
  { name: "the group system:masters", headers: [`X-Remote-Group: ${MASTERS}`] },
  { name: "the same in lower case", headers: [`x-remote-group: ${MASTERS}`] },
  { name: "the same in mixed case", headers: [`x-ReMoTe-GrOuP: ${MASTERS}`] },
];

/** Those that change who somebody is through such a proxy. */
export const OF_OTHERS: readonly Disguise[] = [
  { name: "a group twice", headers: ["X-Remote-Group: proxy:oncall", `X-Remote-Group: ${MASTERS}`] },
  { name: "a group in two spellings", headers: ["x-remote-group: proxy:oncall", `X-REMOTE-GROUP: ${MASTERS}`] },
  { name: "an attribute of one's own", headers: ["X-Remote-Extra-Department: production"] },
  { name: "the word to take out the proxy's own header", headers: ["Connection: X-Remote-User"] },
];

/** Those that an API server does not look at, or that the proxy writes over: they go too. */
export const IN_VAIN: readonly Disguise[] = [
  { name: "another user", headers: ["X-Remote-User: kubernetes-super-admin"] },
  { name: "another user, twice", headers: ["X-Remote-User: root", "x-remote-user: kubernetes-super-admin"] },
  { name: "underscores", headers: [`X_Remote_Group: ${MASTERS}`, "X_REMOTE_USER: root"] },
  { name: "one underscore", headers: [`X-Remote_Group: ${MASTERS}`, "X_Remote-User: root"] },
  { name: "an attribute with underscores", headers: ["x_remote_extra_ticket: CHG-1"] },
  { name: "another user's uid", headers: ["X-Remote-Uid: 0"] },
];

import { manifests } from "../fixtures/written";
import type { Rule } from "../rule";
import { failOn } from "../verdict";

/** How a binding that ends is named by this library, with its second. */
const ENDS_BY_NAME = /:until-(.*)$/;

/** A second of this century: what takes access away compares numbers, and passes what is none. */
const SECOND = /^[1-9]\d{9}$/;

/** Access that was given for a time ends. */
export const ACCESS_ENDS_ON_TIME: Rule<"role-binding"> = {
  id: "access-ends-on-time",
  title: "A binding that was given for a time says in its label when it ends, as what takes it away reads it.",
  why: "A binding whose label is missing, or is no number of seconds, is never taken away: what was for an afternoon is for ever.",
  fix: "Write `until` in the grant; the library names the binding after it and puts the label `portcullis.dev/until` on it.",
  controls: ["NIST-800-53 AC-2(2)", "NIST-800-53 AC-6"],
  judges: "role-binding",
  reach: "ours",
  promise: 4,
  judge({ name, until }) {
    const [, named] = ENDS_BY_NAME.exec(name) ?? [];
    if (named === undefined && until === undefined) return failOn([]);
    const at = "metadata.labels";
    if (until === undefined)
      return failOn([{ at, got: "no portcullis.dev/until", message: `${name} would never be taken away` }]);
    if (!SECOND.test(until))
      return failOn([{ at, got: until, message: `${until} is no second of this century, and is never past` }]);
    return failOn(
      named === undefined || named === until
        ? []
        : [{ at, got: until, message: `its name says ${named}, and what takes it away reads ${until}` }],
    );
  },
  fixtures: () => ({
    pass: [
      { name: "a binding that holds for good", documents: bound("portcullis:viewer", undefined) },
      { name: "one that ends", documents: bound("portcullis:viewer:until-1796148000", "1796148000") },
    ],
    fail: [
      { name: "without the label", documents: bound("portcullis:viewer:until-1796148000", undefined) },
      { name: "with a day in the label", documents: bound("portcullis:viewer:until-1796148000", "2026-12-01") },
      {
        name: "with milliseconds in the label",
        documents: bound("portcullis:viewer:until-1796148000", "1796148000000"),
      },
      {
        name: "with a later second than its name",
        documents: bound("portcullis:viewer:until-1796148000", "1896148000"),
      },
      { name: "with nothing in the label", documents: bound("portcullis:viewer", "") },
    ],
  }),
};

function bound(name: string, until: string | undefined) {
  return manifests({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: {
      name,
      namespace: "payments",
      ...(until === undefined ? {} : { labels: { "portcullis.dev/until": until } }),
    },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "portcullis:viewer" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "oidc:payments-dev" }],
  });
}

import { z } from "zod";
import { DEFAULTS } from "../defaults";
import { KUBERNETES_VERSIONS } from "../kubernetes-version";
import { ALLOWED } from "../problems/allowed";
import { abacSchema } from "./abac";
import { admissionSchema } from "./admission";
import {
  accessSchemaOf,
  anySubjectSchema,
  cloudSubjectSchema,
  dataCenterSubjectSchema,
  edgeSubjectSchema,
} from "./access";
import { apiServerSchema } from "./api-server";
import { attributeRulesSchema } from "./attribute-rules";
import { anyMethodSchema, cloudMethodSchema, dataCenterMethodSchema, edgeMethodSchema } from "./authentication";
import { breakGlassSchema } from "./break-glass";
import { cloudProfileSchema } from "./cloud-profile";
import { dataCenterProfileSchema } from "./data-center-profile";
import { deliverySchema } from "./delivery";
import { edgeProfileSchema } from "./edge-profile";
import { list, section, text } from "./field";
import { judgeLabel } from "./label";
import { logsSchema } from "./logs";
import { ownPersonasSchema } from "./own-personas";
import { patchesSchema } from "./patches";
import { tenantsSchema } from "./tenants";

/** The profile decides which methods and subjects exist; everything else is the same everywhere. */
function clusterSchemaOf<Profile extends z.ZodType, Method extends z.ZodType, Subject extends z.ZodType>(
  profile: Profile,
  method: Method,
  subject: Subject,
) {
  return section({
    name: text(ALLOWED.clusterName, (value) => judgeLabel(value, 40, ALLOWED.clusterName)),
    baseline: z.literal(1),
    kubernetesVersion: z.enum(KUBERNETES_VERSIONS),
    profile,
    apiServer: apiServerSchema,
    authentication: section({ methods: list(ALLOWED.methods, method) }),
    access: accessSchemaOf(subject),
    personas: ownPersonasSchema.default([]),
    tenants: tenantsSchema.default([]),
    logs: logsSchema.default({ retentionDays: DEFAULTS[1].retentionDays }),
    admission: admissionSchema.default({ exceptions: [], platformNamespaces: [], warnOnly: [] }),
    delivery: deliverySchema.optional(),
    breakGlass: breakGlassSchema.optional(),
    attributeRules: attributeRulesSchema.default([]),
    abac: abacSchema.default([]),
    patches: patchesSchema.default([]),
  });
}

export const cloudClusterSchema = clusterSchemaOf(cloudProfileSchema, cloudMethodSchema, cloudSubjectSchema);
export const dataCenterClusterSchema = clusterSchemaOf(
  dataCenterProfileSchema,
  dataCenterMethodSchema,
  dataCenterSubjectSchema,
);

export const edgeClusterSchema = clusterSchemaOf(edgeProfileSchema, edgeMethodSchema, edgeSubjectSchema);

/** For a description whose profile cannot be read: everything that exists on any profile is let through to its own checks. */
export const anyClusterSchema = clusterSchemaOf(
  z.discriminatedUnion(
    "kind",
    [cloudProfileSchema, dataCenterProfileSchema, edgeProfileSchema],
    "a profile: cloud(...), dataCenter(...) or edge(...)",
  ),
  anyMethodSchema,
  anySubjectSchema,
);

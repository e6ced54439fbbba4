import { API_SERVER_ATTACKS } from "./api-server";
import type { Attack } from "./attack";
import { APPROVAL_ATTACKS, CERTIFICATE_ATTACKS } from "./certificate-requests";
import { KUBELET_CLIENT_ATTACKS } from "./kubelet-client";
import { NETWORK_ATTACKS } from "./network";
import { OIDC_ATTACKS } from "./oidc";
import { PORT_ATTACKS } from "./ports";
import { SERVICE_ACCOUNT_ATTACKS } from "./service-accounts";
import { TLS_ATTACKS } from "./tls";

export const ATTACKS: readonly Attack[] = [
  ...NETWORK_ATTACKS,
  ...PORT_ATTACKS,
  ...TLS_ATTACKS,
  ...OIDC_ATTACKS,
  ...API_SERVER_ATTACKS,
  ...KUBELET_CLIENT_ATTACKS,
  ...SERVICE_ACCOUNT_ATTACKS,
  ...APPROVAL_ATTACKS,
  ...CERTIFICATE_ATTACKS,
];

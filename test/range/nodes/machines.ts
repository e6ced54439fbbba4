/** Where everything stands: the machines of the description, and what a site has beside them. */
export const CONTROL_PLANE = { name: "cp-1", address: "10.40.0.11", pods: "10.244.0.0/24" };
export const WORKER = { name: "worker-1", address: "10.40.0.21", pods: "10.244.1.0/24" };
export const REGISTRY = { name: "registry.plant-berlin.example.com", address: "192.0.2.20" };
export const ISSUER = { url: "https://login.example.com", address: "192.0.2.10" };

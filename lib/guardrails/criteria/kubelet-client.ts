/** The group of the API server where it asks kubelets, and the name of the one binding that it holds. */
export const KUBELET_CLIENT = "portcullis:kubelet-client";

/** Kubernetes' own role for the kubelets' API. */
export const KUBELET_API = "system:kubelet-api-admin";

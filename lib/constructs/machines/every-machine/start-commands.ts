/** What every machine runs before anything of Kubernetes: the firewall first, then the kernel's modules and parameters, then containerd. */
export const PREPARE_MACHINE: readonly (readonly string[])[] = [
  ["systemctl", "daemon-reload"],
  ["systemctl", "enable", "--now", "portcullis-firewall.service"],
  ["systemctl", "restart", "systemd-modules-load.service"],
  ["systemctl", "restart", "systemd-sysctl.service"],
  ["systemctl", "restart", "containerd.service"],
];

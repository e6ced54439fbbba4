import type { ConfigFile } from "../../../plan/config-file";
import { MACHINE_PATHS } from "../../../plan/machine-paths";

/**
 * The proxy's service: behind a loaded firewall or not at all. It starts as root, which reads the keys, and serves as `www-data`,
 * which does not.
 *
 * @see https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html
 */
export function loginProxyUnit(): ConfigFile {
  return {
    pillar: "authentication",
    fields: ["authentication.methods"],
    path: MACHINE_PATHS.loginProxyUnit,
    mode: "0644",
    owner: "root:root",
    content: `[Unit]
Description=Logs people in for the API server
Requires=portcullis-firewall.service
After=portcullis-firewall.service network-online.target
Wants=network-online.target

[Service]
ExecStart=/usr/sbin/apache2 -D FOREGROUND -f ${MACHINE_PATHS.loginProxy}
Restart=on-failure
RestartSec=5
StateDirectory=portcullis/login-proxy
StateDirectoryMode=0700
NoNewPrivileges=yes
PrivateDevices=yes
PrivateTmp=yes
ProtectControlGroups=yes
ProtectHome=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectSystem=strict

[Install]
WantedBy=multi-user.target
`,
  };
}

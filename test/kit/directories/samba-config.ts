/** A domain controller without what no test asks for: DNS, NetBIOS, files, winbind. */
export function sambaConfig(domain: {
  readonly folder: string;
  readonly address: string;
  readonly realm: string;
  readonly netbiosName: string;
}): string {
  const { folder, address, realm, netbiosName } = domain;
  return `[global]
  server role = active directory domain controller
  realm = ${realm}
  workgroup = ${netbiosName}
  netbios name = DC1
  # With /32 Samba finds no network interface and never listens.
  interfaces = ${address}/8
  bind interfaces only = yes
  disable netbios = yes
  idmap_ldb:use rfc2307 = yes
  server services = -dns, -dnsupdate, -nbt, -s3fs, -winbindd
  # By default the password before the last one still signs in for an hour.
  old password allowed period = 0
  private dir = ${folder}/private
  state directory = ${folder}/state
  lock directory = ${folder}/lock
  cache directory = ${folder}/cache
  pid directory = ${folder}/run
  ncalrpc dir = ${folder}/ncalrpc
  winbindd socket directory = ${folder}/winbindd
  ntp signd socket directory = ${folder}/ntp
  logging = file
  log file = ${folder}/log.%m
[sysvol]
  path = ${folder}/state/sysvol
  read only = no
`;
}

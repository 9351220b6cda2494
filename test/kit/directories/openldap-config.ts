/** What differs between the test servers; the rest is one configuration for all. */
export interface OpenLdapConfig {
  readonly folder: string;
  readonly baseDn: string;
  readonly rootPasswordHash: string;
  readonly hashing: string;
  readonly passwordPolicy: boolean;
  /** False: nobody has rights but over themselves. */
  readonly serviceRights: boolean;
  readonly service: string;
  readonly mighty: string;
}

/** The whole cn=config of a test server. Its access rules give what those of docs/operate/openldap.md give, and other accounts more or less. */
export function openLdapConfig(given: OpenLdapConfig): string {
  const { folder, baseDn, service, mighty } = given;
  const operational = 'pwdAccountLockedTime,pwdReset';
  const own = ['to attrs=userPassword by self =xw by anonymous auth by * none'];
  const serviceAccess = [
    `to dn.subtree="ou=people,${baseDn}" attrs=userPassword by dn.exact="${mighty}" manage by dn.exact="${service}" =xw by self =xw by anonymous auth by * none`,
    ...(given.passwordPolicy
      ? [
          `to dn.subtree="ou=people,${baseDn}" attrs=${operational} by dn.exact="${mighty}" manage by dn.exact="${service}" write by * read`,
        ]
      : []),
    ...own,
    `to dn.subtree="${baseDn}" by dn.exact="${mighty}" manage by users read by * none`,
  ];
  const access = given.serviceRights ? serviceAccess : [...own, 'to * by self read by * none'];
  const overlay = `dn: olcOverlay={1}ppolicy,olcDatabase={1}mdb,cn=config
objectClass: olcOverlayConfig
objectClass: olcPPolicyConfig
olcOverlay: {1}ppolicy
olcPPolicyDefault: cn=default,ou=policies,${baseDn}
olcPPolicyHashCleartext: TRUE
olcPPolicyUseLockout: TRUE
`;
  return `dn: cn=config
objectClass: olcGlobal
cn: config
olcPidFile: ${folder}/slapd.pid
olcTLSCertificateFile: ${folder}/server.pem
olcTLSCertificateKeyFile: ${folder}/server.key
olcTLSCACertificateFile: ${folder}/ca.pem
olcLogLevel: none
olcThreads: 8

dn: cn=module{0},cn=config
objectClass: olcModuleList
cn: module{0}
olcModulePath: /usr/lib/ldap
olcModuleLoad: back_mdb.la
olcModuleLoad: ppolicy.la
olcModuleLoad: memberof.la
olcModuleLoad: refint.la
olcModuleLoad: argon2.la

dn: cn=schema,cn=config
objectClass: olcSchemaConfig
cn: schema

include: file:///etc/ldap/schema/core.ldif
include: file:///etc/ldap/schema/cosine.ldif
include: file:///etc/ldap/schema/inetorgperson.ldif
include: file:///etc/ldap/schema/nis.ldif

dn: cn=contoso,cn=schema,cn=config
objectClass: olcSchemaConfig
cn: contoso
olcAttributeTypes: ( 1.3.6.1.4.1.4203.666.1.7300 NAME 'recoveryMail' EQUALITY caseIgnoreIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 )
olcAttributeTypes: ( 1.3.6.1.4.1.4203.666.1.7301 NAME 'accountStatus' EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 )
olcObjectClasses: ( 1.3.6.1.4.1.4203.666.3.7300 NAME 'contosoPerson' SUP top AUXILIARY MAY ( recoveryMail $ accountStatus ) )

dn: olcDatabase={-1}frontend,cn=config
objectClass: olcDatabaseConfig
objectClass: olcFrontendConfig
olcDatabase: {-1}frontend
olcPasswordHash: ${given.hashing}
olcSizeLimit: 500

dn: olcDatabase={0}config,cn=config
objectClass: olcDatabaseConfig
olcDatabase: {0}config
olcRootDN: cn=config
olcRootPW: ${given.rootPasswordHash}

dn: olcDatabase={1}mdb,cn=config
objectClass: olcDatabaseConfig
objectClass: olcMdbConfig
olcDatabase: {1}mdb
olcDbDirectory: ${folder}/db
olcSuffix: ${baseDn}
olcRootDN: cn=admin,${baseDn}
olcRootPW: ${given.rootPasswordHash}
olcDbMaxSize: 2147483648
olcDbNoSync: TRUE
olcDbIndex: objectClass eq
olcDbIndex: uid eq,sub
olcDbIndex: mail eq,sub
olcDbIndex: cn,sn,givenName,displayName eq,sub
olcDbIndex: member,uniqueMember,memberUid,memberOf eq
olcDbIndex: entryCSN,entryUUID eq
${given.serviceRights ? `olcLimits: dn.exact="${service}" size.prtotal=unlimited\n` : ''}${access.map((rule, index) => `olcAccess: {${index}}${rule}`).join('\n')}

dn: olcOverlay={0}memberof,olcDatabase={1}mdb,cn=config
objectClass: olcOverlayConfig
objectClass: olcMemberOf
olcOverlay: {0}memberof
olcMemberOfRefInt: TRUE
${given.passwordPolicy ? `\n${overlay}` : ''}`;
}

/** FreeIPA's attributes by their names, as far as Postern reads them; FreeIPA itself is not packaged for Debian. */
const ipaAttributes: Readonly<Record<string, 'text' | 'time' | 'number'>> = {
  ipaUniqueID: 'text',
  krbPwdPolicyReference: 'text',
  krbLastPwdChange: 'time',
  krbPasswordExpiration: 'time',
  krbPrincipalExpiration: 'time',
  krbLastFailedAuth: 'time',
  krbLastAdminUnlock: 'time',
  krbLoginFailedCount: 'number',
  krbPwdMinLength: 'number',
  krbPwdMinDiffChars: 'number',
  krbPwdHistoryLength: 'number',
  krbMinPwdLife: 'number',
  krbMaxPwdLife: 'number',
  krbPwdMaxFailure: 'number',
  krbPwdLockoutDuration: 'number',
};
export const ipaNames = Object.keys(ipaAttributes);

const forms = {
  text: 'EQUALITY caseIgnoreMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15',
  time: 'EQUALITY generalizedTimeMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.24',
  number: 'EQUALITY integerMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.27',
} as const;

/** What the people of the tests have beyond the server's own schema. */
export const contosoSchema = `dn: cn=schema
attributeTypes: ( 1.3.6.1.4.1.4203.666.1.7300 NAME 'recoveryMail' EQUALITY caseIgnoreIA5Match SYNTAX 1.3.6.1.4.1.1466.115.121.1.26 )
${Object.entries(ipaAttributes)
  .map(
    ([name, form], index) =>
      `attributeTypes: ( 1.3.6.1.4.1.4203.666.1.${7310 + index} NAME '${name}' ${forms[form]} SINGLE-VALUE )`,
  )
  .join('\n')}
objectClasses: ( 1.3.6.1.4.1.4203.666.3.7300 NAME 'contosoPerson' SUP top AUXILIARY MAY ( recoveryMail $ ${ipaNames.join(' $ ')} ) )
`;

import { complex, dateTime, flag, reference, type Schema, text, values } from './attribute.ts';

export const USER_URN = 'urn:ietf:params:scim:schemas:core:2.0:User';
export const ENTERPRISE_URN = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
export const KMSAT_URN = 'urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:User';

/** RFC 7643 §4.1, with what the console makes of it (fact sheet §2.1). */
export const USER_SCHEMA: Schema = {
  id: USER_URN,
  name: 'User',
  description: 'A person on the console.',
  attributes: [
    text('userName', "The person's e-mail address on the console. Compared without regard to case.", {
      required: true,
      uniqueness: 'server',
    }),
    complex('name', "The person's name.", [
      text('formatted', 'The full name.'),
      text('familyName', 'Last Name.'),
      text('givenName', 'First Name.'),
      text('middleName', 'Middle name.'),
      text('honorificPrefix', 'Title before the name.'),
      text('honorificSuffix', 'Suffix after the name.'),
    ]),
    text('displayName', 'Shown on the console as Manager Name.'),
    text('nickName', 'Nickname.'),
    reference('profileUrl', 'A page about the person.', ['external']),
    text('title', 'Job Title.'),
    text('userType', 'User type.'),
    text('preferredLanguage', 'Preferred language.'),
    text('locale', 'Locale.'),
    text('timezone', 'Time zone.'),
    flag('active', 'false archives the person, true restores the person.'),
    text('password', 'Taken and thrown away; never stored, never returned.', {
      mutability: 'writeOnly',
      returned: 'never',
    }),
    values('emails', 'E-mail addresses.', text('value', 'An address.'), ['work', 'home', 'other']),
    values('phoneNumbers', 'Phone numbers.', text('value', 'A number, as text.'), [
      'work',
      'home',
      'mobile',
      'fax',
      'pager',
      'other',
    ]),
    values('ims', 'Instant messaging addresses.', text('value', 'An address.'), []),
    values('photos', 'Photos.', reference('value', 'Where the photo is.', ['external']), [
      'photo',
      'thumbnail',
    ]),
    complex(
      'addresses',
      'Postal addresses; formatted of the work address is the Location.',
      [
        text('formatted', 'The whole address, or Location.'),
        text('streetAddress', 'Street.'),
        text('locality', 'City.'),
        text('region', 'Region.'),
        text('postalCode', 'Postal code.'),
        text('country', 'Country.'),
        text('type', 'What it is for.', { canonicalValues: ['work', 'home', 'other'] }),
        flag('primary', 'Whether it is the preferred one; at most one is.'),
      ],
      { multiValued: true },
    ),
    complex(
      'groups',
      'Groups that the person is a direct member of. Change them at the group.',
      [
        text('value', 'The id of the group.', { mutability: 'readOnly', caseExact: true }),
        { ...reference('$ref', 'Where the group is.', ['Group']), mutability: 'readOnly' },
        text('display', 'The name of the group.', { mutability: 'readOnly' }),
        text('type', 'Always direct.', { mutability: 'readOnly', canonicalValues: ['direct'] }),
      ],
      { multiValued: true, mutability: 'readOnly' },
    ),
    values('entitlements', 'Entitlements.', text('value', 'An entitlement.'), []),
    values('roles', 'Roles.', text('value', 'A role.'), []),
    values(
      'x509Certificates',
      'Certificates.',
      { ...text('value', 'A certificate, base64.', { caseExact: true }), type: 'binary' },
      [],
    ),
  ],
};

/** RFC 7643 §4.3. */
export const ENTERPRISE_SCHEMA: Schema = {
  id: ENTERPRISE_URN,
  name: 'Enterprise User',
  description: 'The enterprise extension.',
  attributes: [
    text('employeeNumber', 'Employee Number, as text.'),
    text('costCenter', 'Cost centre.'),
    text('organization', 'Organization.'),
    text('division', 'Division.'),
    text('department', 'Department.'),
    complex('manager', "The person's manager; the console shows the address as Manager Email.", [
      text('value', "The manager's id.", { caseExact: true }),
      { ...reference('$ref', 'Where the manager is.', ['User']), mutability: 'readOnly' },
      text('displayName', "The manager's name.", { mutability: 'readOnly', returned: 'never' }),
    ]),
  ],
};

/** The console's own extension (fact sheet §2.1), and two things about a person that a client may only read. */
export const KMSAT_SCHEMA: Schema = {
  id: KMSAT_URN,
  name: 'KSAT User',
  description: 'The extension of the security awareness console.',
  attributes: [
    ...[1, 2, 3, 4].map((n) => text(`customField${n}`, `Custom Field ${n}.`)),
    ...[1, 2].map((n) => dateTime(`customDate${n}`, `Custom Date ${n}.`)),
    text('phishingLanguage', 'Phishing Language.'),
    text('trainingLanguage', 'Training Language.'),
    dateTime('outOfOfficeEnd', 'Until when the person is out of office.'),
    text('userRole', 'User role.'),
    ...['hostname', 'companyName', 'country', 'mailNickName'].map((name) => text(name, 'Profile field.')),
    ...['onPremisesSamAccountName', 'onPremisesSecurityIdentifier', 'userPrincipalName'].map((name) =>
      text(name, 'Profile field.'),
    ),
    dateTime('lastPasswordChangeDateTime', 'Profile field.'),
    flag('provisioningManaged', 'Provisioning Managed. Where it is false, SCIM writes are refused.', {
      mutability: 'readOnly',
    }),
    flag('isAdmin', 'A console admin. SCIM cannot archive one.', { mutability: 'readOnly' }),
  ],
};

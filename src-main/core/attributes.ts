/**
 * The attributes of a person that Muster compares and writes, in canonical order.
 * Labels are the console's own field names (design §14, fact sheet §2.1 and §3).
 */
export const ATTRIBUTES = {
  userName: { label: 'Email', kind: 'address', maxLength: 254 },
  email: { label: 'Work Email', kind: 'address', maxLength: 254 },
  externalId: { label: 'External ID', kind: 'text', maxLength: 255 },
  givenName: { label: 'First Name', kind: 'text', maxLength: 255 },
  familyName: { label: 'Last Name', kind: 'text', maxLength: 255 },
  title: { label: 'Job Title', kind: 'text', maxLength: 255 },
  department: { label: 'Department', kind: 'text', maxLength: 255 },
  division: { label: 'Division', kind: 'text', maxLength: 255 },
  organization: { label: 'Organization', kind: 'text', maxLength: 255 },
  location: { label: 'Location', kind: 'text', maxLength: 255 },
  phone: { label: 'Phone Number', kind: 'text', maxLength: 64 },
  mobile: { label: 'Mobile', kind: 'text', maxLength: 64 },
  employeeNumber: { label: 'Employee Number', kind: 'text', maxLength: 255 },
  managerName: { label: 'Manager Name', kind: 'text', maxLength: 255 },
  customField1: { label: 'Custom Field 1', kind: 'text', maxLength: 255 },
  customField2: { label: 'Custom Field 2', kind: 'text', maxLength: 255 },
  customField3: { label: 'Custom Field 3', kind: 'text', maxLength: 255 },
  customField4: { label: 'Custom Field 4', kind: 'text', maxLength: 255 },
  customDate1: { label: 'Custom Date 1', kind: 'date', maxLength: 64 },
  customDate2: { label: 'Custom Date 2', kind: 'date', maxLength: 64 },
  language: { label: 'Language', kind: 'text', maxLength: 64 },
} as const satisfies Record<string, { label: string; kind: 'text' | 'date' | 'address'; maxLength: number }>;

export type AttributeName = keyof typeof ATTRIBUTES;

/** In the order in which reports show them and the plan hash reads them. */
export const ATTRIBUTE_NAMES = Object.keys(ATTRIBUTES) as readonly AttributeName[];

/** What a change can name: an attribute, the manager link, the archive switch, or a group's name or member. */
export type ChangedField = AttributeName | 'manager' | 'active' | 'groupName' | 'member';

export function labelOf(field: ChangedField): string {
  if (field === 'manager') return 'Manager Email';
  if (field === 'active') return 'Status';
  if (field === 'groupName') return 'Group Name';
  if (field === 'member') return 'Member of';
  return ATTRIBUTES[field].label;
}

export function isAttribute(field: ChangedField): field is AttributeName {
  return field in ATTRIBUTES;
}

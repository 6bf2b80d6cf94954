import { complex, reference, type Schema, text } from './attribute.ts';

export const GROUP_URN = 'urn:ietf:params:scim:schemas:core:2.0:Group';
export const KMSAT_GROUP_URN = 'urn:ietf:params:scim:schemas:extension:knowbe4:kmsat:2.0:Group';

/** RFC 7643 §4.2. Names need not be unique; groups in groups are not supported (fact sheet §1.2). */
export const GROUP_SCHEMA: Schema = {
  id: GROUP_URN,
  name: 'Group',
  description: 'A group of people on the console.',
  attributes: [
    text('displayName', 'The name of the group; need not be unique.', { required: true }),
    complex(
      'members',
      'The people in the group.',
      [
        text('value', 'The id of the person.', { mutability: 'immutable', caseExact: true }),
        { ...reference('$ref', 'Where the person is.', ['User']), mutability: 'immutable' },
        text('type', 'Always User.', { mutability: 'immutable', canonicalValues: ['User'] }),
      ],
      { multiValued: true },
    ),
  ],
};

export const KMSAT_GROUP_SCHEMA: Schema = {
  id: KMSAT_GROUP_URN,
  name: 'KSAT Group',
  description: 'What kind of group it is on the console.',
  attributes: [
    text(
      'groupType',
      'smart = filled by the console from attributes, cannot be written; console = any other.',
      {
        mutability: 'readOnly',
        canonicalValues: ['smart', 'console'],
      },
    ),
  ],
};

/** Why an act waits while the console does not answer, in words beside it (ux §10, offline; U2). */
export const NEEDS_CONNECTION = 'Needs a connection.';

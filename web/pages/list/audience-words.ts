import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Role } from '../../../src/model/vocabulary.ts';

/** Those who hold a role, as whom a view is shared with. */
export const audienceWords: Readonly<Record<Role, MessageDescriptor>> = {
  seller: msg`sellers`,
  manager: msg`managers`,
  administrator: msg`administrators`,
  operations: msg`operations`,
};

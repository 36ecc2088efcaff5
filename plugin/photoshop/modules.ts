/* eslint-disable @typescript-eslint/no-require-imports -- UXP gives its modules by `require` only. */
export const { action, app, constants, core, imaging } = require('photoshop');
export const uxp = require('uxp');

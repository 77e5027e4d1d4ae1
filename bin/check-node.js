'use strict'

// Plain old syntax in these two files: a Node that is too old has to be able to read them to say so.

var parse = function (version) {
  var match = /(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version) || []
  return [Number(match[1] || 0), Number(match[2] || 0), Number(match[3] || 0)]
}

/**
 * What is wrong with a Node version and what to do, or null when it is new enough.
 *
 * @param {string} version what runs, as in `process.version`
 * @param {string} wanted the range of package.json's engines, in the form `>=24.12`
 * @returns {string | null}
 */
exports.checkNode = function (version, wanted) {
  var has = parse(version)
  var needs = parse(wanted)
  for (var at = 0; at < 3; at += 1) {
    if (has[at] > needs[at]) return null
    if (has[at] < needs[at]) {
      return (
        'Headwaters needs Node.js ' +
        needs.slice(0, 2).join('.') +
        ' or newer, and this is ' +
        version +
        '.\n' +
        'Install a newer one from https://nodejs.org (or: nvm install ' +
        needs[0] +
        '; or: npx --package node@' +
        needs[0] +
        ' -- node bin/headwaters.js), then run the same command again.'
      )
    }
  }
  return null
}

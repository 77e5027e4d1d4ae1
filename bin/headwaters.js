#!/usr/bin/env node
'use strict'

var path = require('path')
var fs = require('fs')
var url = require('url')
var checkNode = require('./check-node.js').checkNode

var home = path.join(__dirname, '..')
var problem = checkNode(process.version, require('../package.json').engines.node)

if (problem !== null) {
  console.error(problem)
  process.exit(1)
}

// Compiled code is kept between starts, which makes the next one quicker.
require('module').enableCompileCache()

// A clone runs its TypeScript as it is, so that an old build never answers for new code; a published package carries JavaScript.
var source = path.join(home, 'src', 'cli', 'main.ts')
var main = fs.existsSync(source) ? source : path.join(home, 'dist', 'cli', 'main.js')

import(url.pathToFileURL(main).href).catch(function (error) {
  console.error(error)
  process.exit(1)
})

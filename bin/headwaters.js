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

// A published package carries JavaScript; a clone runs its TypeScript as it is.
var built = path.join(home, 'dist', 'cli', 'main.js')
var main = fs.existsSync(built) ? built : path.join(home, 'src', 'cli', 'main.ts')

import(url.pathToFileURL(main).href).catch(function (error) {
  console.error(error)
  process.exit(1)
})

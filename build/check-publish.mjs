// Checks the publishing kit: `npm run check:publish`. See publish/README.md.
import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { claimsOfKit, faultsOfClaims, keptPromises } from './claims.mjs';
import { filesBelow } from './digest.mjs';

const ROOT = path.dirname(import.meta.dirname);
const PUBLISH = path.join(ROOT, 'publish');
/** Characters. Adobe's are those of its page "Create a Listing"; Figma names none, so these fit its listing cards. */
const LENGTHS = {
  figma: { name: 30, tagline: 100, description: 5000, tag: 30, tags: 12 },
  adobe: { name: 45, subtitle: 30, description: 5000, tagText: 300, releaseNotes: 1000, noteToReviewers: 1000 },
};
/** Width and height in pixels. */
const SIZES = { icon: [128, 128], cover: [1920, 1080], picture: [1920, 1080] };
const PICTURES = 5;

const faults = [];
const check = (isRight, fault) => {
  if (!isRight) faults.push(fault);
};
const readJson = (name) => JSON.parse(readFileSync(path.join(PUBLISH, name), 'utf8'));
const within = (text, most, what) => check([...text].length <= most, `${what} has more than ${most} characters`);

function checkDescription(name, description, languages) {
  for (const language of languages) {
    check(
      description.every((part) => typeof part[language] === 'string'),
      `${name}: a part of the description lacks "${language}"`,
    );
    within(description.map((part) => part[language]).join('\n\n'), 5000, `${name}: the description (${language})`);
  }
}

async function checkPicture(name, [width, height]) {
  const file = path.join(PUBLISH, name);
  if (!existsSync(file)) return void faults.push(`${name} is missing: npm run screenshots makes it`);
  const size = await sharp(file).metadata();
  check(size.width === width && size.height === height, `${name} has ${size.width} × ${size.height} pixels`);
}

async function checkFigma() {
  const listing = readJson('figma.json');
  const most = LENGTHS.figma;
  within(listing.name, most.name, 'figma.json: the name');
  for (const language of ['en', 'zh'])
    within(listing.tagline[language], most.tagline, `figma.json: the tagline (${language})`);
  check(listing.tags.length <= most.tags, `figma.json has more than ${most.tags} tags`);
  for (const tag of listing.tags) within(tag, most.tag, `figma.json: the tag "${tag}"`);
  checkDescription('figma.json', listing.description, ['en', 'zh']);
  check(listing.pictures.length === PICTURES, `figma.json must name ${PICTURES} pictures`);
  await checkPicture(listing.icon, SIZES.icon);
  await checkPicture(listing.cover, SIZES.cover);
  for (const picture of listing.pictures) await checkPicture(picture, SIZES.picture);
}

/** Icons of the plugin's manifest, each in its size times each scale. */
async function checkPhotoshopIcons() {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'plugin/photoshop/manifest.json'), 'utf8'));
  const icons = [manifest, ...manifest.entrypoints].flatMap((owner) => owner.icons ?? []);
  for (const { path: file, width, height, scale } of icons)
    for (const times of scale) {
      const name = `../plugin/photoshop/${file.replace(/(?=\.png$)/, `@${times}x`)}`;
      await checkPicture(name, [width * times, height * times]);
    }
}

async function checkAdobe() {
  const listing = readJson('adobe.json');
  for (const field of ['name', 'releaseNotes', 'noteToReviewers'])
    within(listing[field], LENGTHS.adobe[field], `adobe.json: ${field}`);
  within(listing.subtitle.en, LENGTHS.adobe.subtitle, 'adobe.json: subtitle');
  within(listing.tags.join(', '), LENGTHS.adobe.tagText, 'adobe.json: the tags');
  checkDescription('adobe.json', listing.description, ['en']);
  await checkPicture(listing.icon, SIZES.icon);
  for (const picture of listing.pictures) await checkPicture(picture, SIZES.picture);
  await checkPhotoshopIcons();
}

/** Links every file of a folder into another one. Hard links cost no space, and paths do not lead back. */
function linkTree(from, to) {
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const source = path.join(entry.parentPath, entry.name);
    const target = path.join(to, path.relative(from, source));
    if (!entry.isFile()) continue;
    mkdirSync(path.dirname(target), { recursive: true });
    linkSync(source, target);
  }
}

/** Builds a copy of the repository, and returns the line with its digest. */
function buildCopy(folder, environment) {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const names = execFileSync('git', list, { cwd: ROOT, encoding: 'utf8' }).split('\0');
  for (const name of names.filter((file) => file !== '' && existsSync(path.join(ROOT, file)))) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    linkSync(path.join(ROOT, name), path.join(folder, name));
  }
  linkTree(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  // A variable of the marketplace must not change the usual build.
  const usual = { ...process.env, SOFTLIGHT_ADOBE_ID: path.basename(folder) };
  const run = (argv, env = usual) => execFileSync(process.execPath, argv, { cwd: folder, encoding: 'utf8', env });
  const digest = /SHA-256 (\w+)/.exec(run(['build.mjs']))?.[1];
  run(['build.mjs', 'publish'], { ...process.env, ...environment });
  return digest;
}

/** Builds Adobe's plugin with an id of its own, and without one. */
function checkAdobeId(folder) {
  const id = '1a2b3c4d';
  const built = (name) => readFileSync(path.join(folder, 'dist/photoshop', name), 'utf8');
  const own = JSON.parse(built('manifest.json')).id;
  execFileSync(process.execPath, ['build.mjs', 'photoshop'], {
    cwd: folder,
    env: { ...process.env, SOFTLIGHT_ADOBE_ID: id },
  });
  check(JSON.parse(built('manifest.json')).id === id, "Photoshop's manifest does not hold SOFTLIGHT_ADOBE_ID");
  const script = built('index.js');
  check(script.includes(id) && !script.includes(own), "Photoshop's script looks for a panel of another id");
}

function checkBuilds() {
  // Hard links need the same file system, so the copies lie beside the repository's own cache.
  mkdirSync(path.join(ROOT, '.cache'), { recursive: true });
  const folders = ['one', 'another-place'].map((name) => mkdtempSync(path.join(ROOT, '.cache', `${name}-`)));
  const id = '1234567890123456789';
  try {
    const digests = folders.map((folder) => buildCopy(folder, { SOFTLIGHT_FIGMA_ID: id }));
    check(digests[0] !== undefined, 'the build prints no SHA-256');
    check(digests[0] === digests[1], `two builds differ: ${digests.join(' and ')}`);
    const published = path.join(folders[0], 'dist/publish/figma');
    const manifest = JSON.parse(readFileSync(path.join(published, 'manifest.json'), 'utf8'));
    check(manifest.id === id, 'the published manifest does not hold SOFTLIGHT_FIGMA_ID');
    check(manifest.networkAccess.allowedDomains.join() === 'none', 'the published manifest allows a domain');
    check(manifest.networkAccess.devAllowedDomains === undefined, 'the published manifest has development domains');
    check(filesBelow(published).join() === 'manifest.json,plugin.js,ui.html', 'dist/publish/figma holds other files');
    checkAdobeId(folders[0]);
    console.log(`dist/  SHA-256 ${digests[0]}, the same in two folders`);
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

faults.push(...faultsOfClaims(claimsOfKit(), keptPromises()));
await checkFigma();
await checkAdobe();
checkBuilds();
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
console.log('The publishing kit is complete.');

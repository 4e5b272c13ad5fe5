BBBB BBBBBBBBBBBBBB BBBBB BBBB gettext(u'Hello %(name)s,') SSSSS SSSSSSSSSBBBB gettext(u'Hello,') BBBBB

BB BBBBBBB gettext(u'You are registered for the exam of %(code)s.') SSS SSS SSSSSSSSSS SSS SSS SSSS SS SSSSSSSSS
 gettext(u'It begins: %(starts)s') SS SSSSSSS SSSSSSSSSS
BB BBBBBBBBBB gettext(u'Where: %(place)s') SSSSSS SSSSSSSSS
BBBBBBB BBBBBBBBBBBB gettext(u'A question: %(contact)s') S SSSSSSSSS SSSSSSSSSSS
BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB
 gettext(u'Your civil status is not known here yet. Give it before the exam:') 

BBBBB
 gettext(u'Your registration, and what an absence costs:') 

BBBB gettext(u'You obtained %(code)s, and it could not be written down for you: what you gave of your civil status was not recognised.') SSS SSSSSSSS SSSSSSSSS SSS SS SSSSS SSS SS SSSSSSS SSSS SSS SSSS SSSS SSS SSSS SS SSSS SSSSS SSSSSS SSS SSS SSSSSSSSSSS

 gettext(u'Look at it, letter by letter, beside your identity document:') 

BBBBBBBBBBBBBBBBBB

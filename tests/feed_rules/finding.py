"""What a check finds, and how grave each kind of finding is."""

from dataclasses import dataclass

#: Errors of the W3C feed validator (sections 2.1 to 2.6, 3.3).
_ERRORS = """
    DuplicateAtomLink DuplicateElement DuplicateIds DuplicateValue FeedRelInCompleteFeed IncorrectDOW
    InvalidBooleanAttribute InvalidContact InvalidFullLink InvalidHeight InvalidHttpGUID InvalidIRI
    InvalidIntegerAttribute InvalidLanguage InvalidLink InvalidMIMEAttribute InvalidMIMEType
    InvalidNonNegativeInteger InvalidOPMLVersion InvalidPermalink InvalidPositiveInteger InvalidRFC2822Date
    InvalidRFC3339Date InvalidRSSVersion InvalidTAG InvalidTextType InvalidURIAttribute InvalidURLAttribute
    InvalidURN InvalidUUID InvalidUpdatePeriod InvalidUriChar InvalidW3CDTFDate InvalidWidth
    ItemMustContainTitleOrDescription MediaGroupWithoutAlternatives MediaRssNamespace MisplacedMetadata
    MissingAttribute MissingContentOrAlternate MissingDescription MissingElement MissingHref MissingLink
    MissingSummary MissingTitle MissingXhtmlDiv SAXError UndefinedElement UnexpectedAttribute UnexpectedText
    UnexpectedWhitespace UriNotIri UseZeroForUnknown ValidatorLimit
"""
#: Warnings of the W3C feed validator.
_WARNINGS = """
    AtomLinkNotEmpty AttrNotBlank AvoidNamespacePrefix BadCharacters CharacterData ContainsHTML ContainsRelRef
    ContainsUndeclaredHTML DangerousStyleAttr DuplicateEnclosure DuplicateEntries DuplicateItemSemantics
    DuplicateSemantics DuplicateUpdated EmailFormat FeedHistoryRelInEntry ImageLinkDoesntMatch
    ImageTitleDoesntMatch ImageUrlFormat ImplausibleDate InvalidOutlineType InvalidOutlineVersion
    MisplacedItem MisplacedXHTMLContent MissingAtomSelfLink MissingCurrentInArchive MissingGuid
    MissingOutlineType MissingRealName MissingSelf MissingSourceElement MissingTextualContent MissingTitleAttr
    MissingTypeAttr MissingXmlURL NeedDescriptionBeforeContent NonCanonicalURI NonSpecificMediaType NotBlank
    NotHtml NotSufficientlyUnique ProblematicalRFC822Date RelativeSelf ReservedPrefix SecurityRisk
    SecurityRiskAttr SelfDoesntMatchLocation SelfNotAtom UndeterminableVocabulary UnknownNamespace
    UnregisteredAtomLinkRel
"""
#: Errors in JSON Feed, which the validator does not know (sections 1.1 and 2.4).
_JSON_ERRORS = """
    ByteOrderMark DuplicateItemId DuplicateKey InvalidExtensionKey InvalidItemId InvalidJson InvalidType
    MissingContent MissingKey NextUrlIsFeedUrl NotUtf8
"""
_JSON_WARNINGS = """
    ControlCharacter DeprecatedAuthor DomainInTag EmptyContentHtml HeavyDocument InvalidVersion MissingAbout
    MissingFeedUrl MissingHomePageUrl MissingItemUrl NullValue UnknownKey VersionNotFirst
"""
#: Rules of sections 2.1, 2.2, 2.5 and 3.3 that the validator has no event for.
_FURTHER_WARNINGS = """
    AlternateNotFirst DocsNotProfileValue LastBuildDateNotNewest MissingRecommendedAttribute SourceNotLast
    TitleDiffersFromText
"""

#: The level of every event this package can report.
LEVELS: dict[str, str] = {
    **dict.fromkeys((_ERRORS + _JSON_ERRORS).split(), "error"),
    **dict.fromkeys((_WARNINGS + _JSON_WARNINGS + _FURTHER_WARNINGS).split(), "warning"),
    "MissingDCLanguage": "info",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One broken rule: how grave, which event, where in the document, and why."""

    level: str
    event: str
    where: str
    message: str


class Report:
    """The findings of one document, in the order in which they were made."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []

    def add(self, event: str, where: str, message: str) -> None:
        """Note a broken rule; the level follows from the event."""
        self._findings.append(Finding(level=LEVELS[event], event=event, where=where, message=message))

    def findings(self) -> tuple[Finding, ...]:
        """Everything noted so far."""
        return tuple(self._findings)

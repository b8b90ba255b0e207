using System.Text.RegularExpressions;
using Chatbot.Conversations;
using Chatbot.Privacy.Records;
using Chatbot.Tests.Membership;
using Chatbot.Tests.Support;

namespace Chatbot.Tests.Privacy;

/// <summary>Every table that leads to a person is declared by the feature that owns it, and rightly so.</summary>
public abstract partial class PersonalTablesTests
{
    public sealed class OnSqlite : PersonalTablesTests;

    [UsesPostgres]
    public sealed class OnPostgres : PersonalTablesTests;

    // Without rows about people, whatever the names of their columns say.
    private static readonly Dictionary<string, string> AboutNobody = new()
    {
        ["schema_migrations"] = "names of files",
        ["leases"] = "names of work",
        ["imports"] = "names of files",
        ["agent_codes"] = "hashes of codes, each good once",
        ["agents"] = "agents as offices: code, kind, name of the group",
        ["sponsors"] = "offices, villages and companies that pay",
        ["daily_reach"] = "keyed hashes that live a day",
        ["organisations"] = "branches and other bodies",
        ["paces"] = "our own senders",
        ["reach_targets"] = "numbers that an office has set itself",
        ["audiences"] = "conditions, not people",
        ["audience_lists"] = "names of lists and files",
        ["campaigns"] = "what is said to many",
        ["source_codes"] = "letters, posters, events",
        ["dialog_draft_changes"] = "texts of Jaka, and which of the staff wrote them",
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_table_that_leads_to_a_person_is_declared()
    {
        await using var service = await TestService.MakeAsync();
        var declared = service.Get<PersonalRecords>().Tables.Select(table => table.Name).ToHashSet();
        var tables = await TablesAsync(service);
        tables.Count.ShouldBeGreaterThan(15);

        List<string> forgotten = [];
        foreach (var table in tables.Where(table => !declared.Contains(table) && !AboutNobody.ContainsKey(table)))
        {
            var leads = (await ColumnsAsync(service, table)).Where(column => LeadsToAPerson().IsMatch(column) && column != "our_address").ToList();
            leads.AddRange((await ParentsAsync(service, table)).Where(declared.Contains).Select(parent => $"→ {parent}"));
            if (leads.Count > 0) forgotten.Add($"{table} ({string.Join(", ", leads)}) needs a PersonalTable of the feature that owns it");
        }

        forgotten.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_declared_is_there()
    {
        await using var service = await TestService.MakeAsync();
        var tables = await TablesAsync(service);
        var declared = service.Get<PersonalRecords>().Tables.Select(table => table.Name).ToList();
        foreach (var table in service.Get<PersonalRecords>().Tables)
        {
            tables.ShouldContain(table.Name);
            var columns = await ColumnsAsync(service, table.Name);
            table.Columns.Select(column => column.Name).Except(columns).ShouldBeEmpty(table.Name);
            (await ParentsAsync(service, table.Name)).Intersect(declared).Except(table.RefersTo)
                .ShouldBeEmpty($"{table.Name} refers to more than it declares");
            await service.Database.ReadAsync(
                session => session.QueryAsync<long>(
                    $"SELECT COUNT(*) FROM {table.Name} WHERE {table.Condition} AND {table.KeepOnly ?? "1 = 1"} AND {table.Since ?? "0"} < 0",
                    DataSubject.Of("nobody").Parameters,
                    Stop),
                Stop);
        }
    }

    [Fact]
    public async Task Two_persons_who_turn_out_to_be_one_leave_nothing_behind()
    {
        await using var service = await TestService.MakeAsync();
        foreach (var table in service.Get<PersonalRecords>().Tables.Where(table => table.Join is null))
        {
            (await LeadingAsync(service, table.Name)).Except(table.PersonColumns).ShouldBeEmpty($"{table.Name} needs these in PersonColumns, or a Join");
        }
    }

    [Fact]
    public async Task All_that_leads_to_a_person_is_found_shown_and_erased()
    {
        await using var service = await TestService.MakeAsync(Answers.Do("register_worker", RegistrationActionsTests.Worker("3509014508900002")));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "daftar"));
        await service.RunAsync(Given.Sms(Given.Ani, "sudah?"));
        await service.RunAsync(Given.WhatsApp(Given.Budi, "daftar"));
        var records = service.Get<PersonalRecords>();
        var ani = (await service.Get<People>().BehindAsync("sms", Given.Ani, Stop)).Id;

        var subject = await service.Database.ReadAsync(session => records.TraceAsync(session, DataSubject.Of(ani), Stop), Stop);
        subject.Addresses.ShouldBe([$"sms|{Given.Ani}", $"whatsapp|whatsapp:{Given.Ani}"]);
        subject.Phones.ShouldBe([Given.Ani]);
        subject.Conversations.Count.ShouldBe(2);
        subject.Workers.Count.ShouldBe(1);

        var shown = await service.Database.ReadAsync(session => records.DescribeAsync(session, subject, Stop), Stop);
        var worker = shown.Single(part => part.Table == "workers").Rows.ShouldHaveSingleItem();
        worker.Single(value => value.Label == "NIK").ShouldSatisfyAllConditions(
            nik => nik.Text.ShouldBe("3509014508900002"), nik => nik.Masked.ShouldBe("3509********0002"));
        shown.Single(part => part.Table == "deliveries").Rows.Count.ShouldBe(2);

        var counts = await service.Database.WriteAsync(session => records.EraseAsync(session, subject, Stop), Stop);
        counts["workers"].ShouldBe(1);
        counts["deliveries"].ShouldBe(2);
        (await service.Database.ReadAsync(session => records.DescribeAsync(session, subject, Stop), Stop)).ShouldBeEmpty();
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people")).ShouldBe(1);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM tickets")).ShouldBe(1);
    }

    [Fact]
    public async Task Whom_somebody_registered_stays_when_he_goes()
    {
        var worker = RegistrationActionsTests.Worker("3509014508900002");
        worker["phone"] = Given.Citra;
        await using var service = await TestService.MakeAsync(Answers.Do("register_worker", worker));
        await service.RunAsync(Given.WhatsApp(Given.Ani, "daftarkan Citra"));
        var records = service.Get<PersonalRecords>();
        var ani = (await service.Get<People>().BehindAsync("whatsapp", $"whatsapp:{Given.Ani}", Stop)).Id;
        await service.Database.WriteAsync(
            async session => await records.EraseAsync(session, await records.TraceAsync(session, DataSubject.Of(ani), Stop), Stop), Stop);
        (await service.OneAsync<string>("SELECT phone FROM workers")).ShouldBe(Given.Citra);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM people WHERE id = @ani", new { ani })).ShouldBe(0);
        (await service.OneAsync<long>("SELECT COUNT(*) FROM addresses")).ShouldBe(0);
    }

    private static Task<IReadOnlyList<string>> TablesAsync(TestService service) =>
        service.Database.ReadAsync(session => session.QueryAsync<string>(service.Database.Engine.TablesSql, null, Stop), Stop);

    private static Task<IReadOnlyList<string>> ColumnsAsync(TestService service, string table) =>
        AskSchemaAsync(
            service,
            "SELECT name FROM pragma_table_info(@table)",
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = @table",
            table);

    private static Task<IReadOnlyList<string>> ParentsAsync(TestService service, string table) =>
        AskSchemaAsync(
            service,
            "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(@table)",
            $"SELECT DISTINCT confrelid::regclass::text FROM pg_constraint WHERE {ForeignKeys}",
            table);

    /// <summary>The columns that refer to a person.</summary>
    private static Task<IReadOnlyList<string>> LeadingAsync(TestService service, string table) =>
        AskSchemaAsync(
            service,
            "SELECT \"from\" FROM pragma_foreign_key_list(@table) WHERE \"table\" = 'people'",
            $"""
            SELECT attname::text FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
            WHERE {ForeignKeys} AND confrelid = 'people'::regclass
            """,
            table);

    private const string ForeignKeys = "contype = 'f' AND conrelid = CAST(@table AS TEXT)::regclass";

    private static Task<IReadOnlyList<string>> AskSchemaAsync(TestService service, string sqlite, string postgres, string table) =>
        service.Database.ReadAsync(session => session.QueryAsync<string>(UsesPostgresAttribute.IsAsked ? postgres : sqlite, new { table }, Stop), Stop);

    // A word of the column's name: person_id, address, who, confirmed_by, registration_number.
    [GeneratedRegex("(^|_)(person|worker|member|agent|contact|recipient|sender|address|phone|conversation|nik|name|who|delivery|registration|birth|user)(_|$)")]
    private static partial Regex LeadsToAPerson();
}
